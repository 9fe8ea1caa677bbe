CREATE TABLE `sms_budgets` (
	`day` text NOT NULL,
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`used` integer NOT NULL,
	PRIMARY KEY(`day`, `scope`, `key`)
);
--> statement-breakpoint
ALTER TABLE `organizations` ADD `stored_bytes` integer;--> statement-breakpoint
ALTER TABLE `tickets` ADD `sms_status` text;