ALTER TABLE `link_codes` ADD `presented_in` integer;--> statement-breakpoint
ALTER TABLE `link_codes` ADD `presented_by` integer;