CREATE TABLE `audit` (
	`id` integer PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`at` integer NOT NULL,
	`event` text NOT NULL,
	`by_user_id` text,
	`by_telegram_id` integer,
	`details` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_organization` ON `audit` (`organization_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_telegram` ON `audit` (`by_telegram_id`) WHERE "audit"."by_telegram_id" is not null;--> statement-breakpoint
ALTER TABLE `organizations` ADD `token_iat` integer;--> statement-breakpoint
ALTER TABLE `panel_users` ADD `role` text DEFAULT 'admin' NOT NULL;--> statement-breakpoint
ALTER TABLE `panel_users` ADD `token_iat` integer;--> statement-breakpoint
ALTER TABLE `panel_users` ADD `confirmed_at` integer;--> statement-breakpoint
ALTER TABLE `panel_users` ADD `ended_iat` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `organization_id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `token_id` text;