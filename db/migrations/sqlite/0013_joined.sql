CREATE TABLE `parts` (
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`at` integer NOT NULL,
	`stored_id` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `message_id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `parts_stored` ON `parts` (`stored_id`);--> statement-breakpoint
ALTER TABLE `outbox` ADD `joined_to` integer;