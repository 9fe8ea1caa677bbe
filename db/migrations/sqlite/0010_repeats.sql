ALTER TABLE `outbox` ADD `begun_at` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `begun_after` integer;--> statement-breakpoint
CREATE INDEX `outbox_begun` ON `outbox` (`id`) WHERE "outbox"."begun_at" is not null;