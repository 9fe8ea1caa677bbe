ALTER TABLE `tickets` ADD `description_parts` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `captions` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `reply_to_id` integer;