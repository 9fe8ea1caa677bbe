DROP INDEX `tickets_organization_updated`;--> statement-breakpoint
ALTER TABLE `tickets` ADD `search_stale` integer DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX `tickets_list` ON `tickets` (`organization_id`,`updated_at`,`number`,`status`,`priority`,`category`,`created_at`);--> statement-breakpoint
CREATE INDEX `tickets_search_stale` ON `tickets` (`organization_id`,`updated_at`) WHERE search_stale;--> statement-breakpoint
CREATE VIRTUAL TABLE `ticket_words` USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
