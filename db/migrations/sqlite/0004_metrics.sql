CREATE INDEX `inbox_aside` ON `inbox` (`bot_id`) WHERE state = 'aside';--> statement-breakpoint
CREATE INDEX `outbox_stuck` ON `outbox` (`state`) WHERE state <> 'waiting';