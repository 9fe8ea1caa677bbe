CREATE TABLE `group_doors` (
	`chat_id` integer PRIMARY KEY NOT NULL,
	`asked_at` integer,
	`added_by` integer
);
--> statement-breakpoint
CREATE INDEX `group_doors_added_by` ON `group_doors` (`added_by`) WHERE "group_doors"."added_by" is not null;--> statement-breakpoint
CREATE TABLE `group_exiles` (
	`chat_id` integer NOT NULL,
	`organization_id` text NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `organization_id`)
);
--> statement-breakpoint
CREATE TABLE `link_codes` (
	`hash` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `link_codes_expires` ON `link_codes` (`expires_at`);