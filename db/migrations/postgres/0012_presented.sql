ALTER TABLE "link_codes" ADD COLUMN "presented_in" bigint;--> statement-breakpoint
ALTER TABLE "link_codes" ADD COLUMN "presented_by" bigint;