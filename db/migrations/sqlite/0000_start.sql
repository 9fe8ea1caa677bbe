CREATE TABLE `attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`ticket_number` integer NOT NULL,
	`message_id` integer,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`file_id` text NOT NULL,
	`file_unique_id` text NOT NULL,
	FOREIGN KEY (`ticket_number`) REFERENCES `tickets`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attachments_message` ON `attachments` (`message_id`);--> statement-breakpoint
CREATE INDEX `attachments_ticket` ON `attachments` (`ticket_number`,`message_id`);--> statement-breakpoint
CREATE TABLE `chat_moves` (
	`old_id` integer PRIMARY KEY NOT NULL,
	`new_id` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `forms` (
	`chat_id` integer NOT NULL,
	`thread_id` integer NOT NULL,
	`owner_id` integer NOT NULL,
	`data` text NOT NULL,
	`question_id` integer,
	`menu_id` integer,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `thread_id`, `owner_id`)
);
--> statement-breakpoint
CREATE TABLE `groups` (
	`chat_id` integer PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`title` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`activated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `groups_organization` ON `groups` (`organization_id`);--> statement-breakpoint
CREATE TABLE `history` (
	`id` integer PRIMARY KEY NOT NULL,
	`ticket_number` integer NOT NULL,
	`at` integer NOT NULL,
	`from` text,
	`to` text NOT NULL,
	`by_side` text NOT NULL,
	`by_name` text NOT NULL,
	`by_telegram_id` integer,
	`by_panel_user_id` text,
	`cause` text NOT NULL,
	FOREIGN KEY (`ticket_number`) REFERENCES `tickets`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `history_ticket` ON `history` (`ticket_number`,`id`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`bot_id` integer NOT NULL,
	`update_id` integer NOT NULL,
	`lane` text NOT NULL,
	`payload` text,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`error` text,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`bot_id`, `update_id`)
);
--> statement-breakpoint
CREATE INDEX `inbox_waiting` ON `inbox` (`bot_id`,`update_id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE TABLE `links` (
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`ticket_number` integer NOT NULL,
	`stored_id` integer,
	`role` text NOT NULL,
	PRIMARY KEY(`chat_id`, `message_id`)
);
--> statement-breakpoint
CREATE INDEX `links_stored` ON `links` (`stored_id`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` integer PRIMARY KEY NOT NULL,
	`ticket_number` integer NOT NULL,
	`request_key` text,
	`kind` text NOT NULL,
	`author_side` text NOT NULL,
	`author_name` text NOT NULL,
	`author_telegram_id` integer,
	`author_panel_user_id` text,
	`text` text NOT NULL,
	`entities` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`delivery_state` text NOT NULL,
	`delivery_until` integer,
	`delivery_reason` text,
	FOREIGN KEY (`ticket_number`) REFERENCES `tickets`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_request` ON `messages` (`request_key`) WHERE "messages"."request_key" is not null;--> statement-breakpoint
CREATE INDEX `messages_ticket` ON `messages` (`ticket_number`,`id`);--> statement-breakpoint
CREATE TABLE `organizations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`plan` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`lane` text NOT NULL,
	`destination` text NOT NULL,
	`chat_id` integer,
	`ticket_number` integer,
	`kind` text NOT NULL,
	`message_id` integer,
	`payload` text NOT NULL,
	`merge_key` text,
	`revision` integer NOT NULL,
	`state` text NOT NULL,
	`run_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`error` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbox_lane` ON `outbox` (`lane`,`id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_merge` ON `outbox` (`merge_key`) WHERE "outbox"."merge_key" is not null;--> statement-breakpoint
CREATE INDEX `outbox_message` ON `outbox` (`message_id`) WHERE "outbox"."message_id" is not null;--> statement-breakpoint
CREATE INDEX `outbox_chat` ON `outbox` (`chat_id`) WHERE "outbox"."chat_id" is not null;--> statement-breakpoint
CREATE TABLE `panel_users` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`mobile` text,
	`locale` text,
	PRIMARY KEY(`organization_id`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `panel_users_mobile` ON `panel_users` (`mobile`);--> statement-breakpoint
CREATE TABLE `people` (
	`telegram_id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`username` text,
	`locale` text,
	`mobile` text,
	`verification_offered` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `places` (
	`ticket_number` integer NOT NULL,
	`room` text NOT NULL,
	`chat_id` integer NOT NULL,
	`thread_id` integer,
	`card_message_id` integer,
	`topic_name` text,
	`topic_closed` integer NOT NULL,
	PRIMARY KEY(`ticket_number`, `room`)
);
--> statement-breakpoint
CREATE INDEX `places_thread` ON `places` (`chat_id`,`thread_id`);--> statement-breakpoint
CREATE TABLE `request_keys` (
	`key` text PRIMARY KEY NOT NULL,
	`fingerprint` text NOT NULL,
	`status` integer,
	`body` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `request_keys_created` ON `request_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tickets` (
	`number` integer PRIMARY KEY NOT NULL,
	`request_key` text,
	`organization_id` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`status` text NOT NULL,
	`priority` text NOT NULL,
	`category` text NOT NULL,
	`source` text NOT NULL,
	`creator_side` text NOT NULL,
	`creator_name` text NOT NULL,
	`creator_telegram_id` integer,
	`creator_panel_user_id` text,
	`assignee_telegram_id` integer,
	`assignee_name` text,
	`home_chat_id` integer,
	`home_thread_id` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`closed_at` integer,
	`auto_close_at` integer,
	`sms_failure` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_request` ON `tickets` (`request_key`) WHERE "tickets"."request_key" is not null;--> statement-breakpoint
CREATE INDEX `tickets_status_updated` ON `tickets` (`status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `tickets_organization_updated` ON `tickets` (`organization_id`,`updated_at`);--> statement-breakpoint
CREATE INDEX `tickets_home` ON `tickets` (`home_chat_id`);--> statement-breakpoint
CREATE INDEX `tickets_auto_close` ON `tickets` (`auto_close_at`) WHERE "tickets"."auto_close_at" is not null;