CREATE TABLE `aside_people` (
	`telegram_id` integer NOT NULL,
	`bot_id` integer NOT NULL,
	`update_id` integer NOT NULL,
	PRIMARY KEY(`telegram_id`, `bot_id`, `update_id`)
);
--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`epoch` integer NOT NULL,
	`until` integer NOT NULL,
	`since` integer NOT NULL,
	`pid` integer NOT NULL,
	`host` text NOT NULL,
	`machine` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `outbox` ADD `names` text;--> statement-breakpoint
CREATE INDEX `outbox_names` ON `outbox` (`names`) WHERE "outbox"."names" is not null;--> statement-breakpoint
ALTER TABLE `request_keys` ADD `organization_id` text;--> statement-breakpoint
ALTER TABLE `request_keys` ADD `user_id` text;--> statement-breakpoint
CREATE INDEX `request_keys_user` ON `request_keys` (`organization_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `forms_owner` ON `forms` (`owner_id`);--> statement-breakpoint
CREATE INDEX `history_by` ON `history` (`by_telegram_id`) WHERE "history"."by_telegram_id" is not null;--> statement-breakpoint
CREATE INDEX `history_by_user` ON `history` (`by_panel_user_id`) WHERE "history"."by_panel_user_id" is not null;--> statement-breakpoint
CREATE INDEX `messages_author` ON `messages` (`author_telegram_id`) WHERE "messages"."author_telegram_id" is not null;--> statement-breakpoint
CREATE INDEX `messages_author_user` ON `messages` (`author_panel_user_id`) WHERE "messages"."author_panel_user_id" is not null;--> statement-breakpoint
CREATE INDEX `tickets_creator` ON `tickets` (`creator_telegram_id`) WHERE "tickets"."creator_telegram_id" is not null;--> statement-breakpoint
CREATE INDEX `tickets_creator_user` ON `tickets` (`organization_id`,`creator_panel_user_id`) WHERE "tickets"."creator_panel_user_id" is not null;--> statement-breakpoint
CREATE INDEX `tickets_assignee` ON `tickets` (`assignee_telegram_id`) WHERE "tickets"."assignee_telegram_id" is not null;