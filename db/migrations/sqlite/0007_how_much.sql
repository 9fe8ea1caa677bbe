CREATE TABLE `storage_use` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`bytes` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sms_budgets` (
	`day` text NOT NULL,
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`used` integer NOT NULL,
	PRIMARY KEY(`day`, `scope`, `key`)
);
--> statement-breakpoint
ALTER TABLE `tickets` ADD `sms_status` text;