CREATE TABLE `uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`abandoned` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `uploads_created` ON `uploads` (`created_at`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket_number` integer NOT NULL,
	`message_id` integer,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`file_id` text,
	`file_unique_id` text,
	`bytes` text DEFAULT 'waiting' NOT NULL,
	`fetch_at` integer,
	`fetch_attempts` integer DEFAULT 0 NOT NULL,
	`unavailable_reason` text,
	FOREIGN KEY (`ticket_number`) REFERENCES `tickets`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_attachments`("id", "ticket_number", "message_id", "position", "kind", "name", "type", "size", "file_id", "file_unique_id", "bytes", "fetch_at", "fetch_attempts", "unavailable_reason") SELECT "id", "ticket_number", "message_id", "position", "kind", "name", "type", "size", "file_id", "file_unique_id", 'waiting', 0, 0, NULL FROM `attachments`;--> statement-breakpoint
DROP TABLE `attachments`;--> statement-breakpoint
ALTER TABLE `__new_attachments` RENAME TO `attachments`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `attachments_message` ON `attachments` (`message_id`);--> statement-breakpoint
CREATE INDEX `attachments_ticket` ON `attachments` (`ticket_number`,`message_id`);--> statement-breakpoint
CREATE INDEX `attachments_fetch` ON `attachments` (`fetch_at`) WHERE "attachments"."fetch_at" is not null;