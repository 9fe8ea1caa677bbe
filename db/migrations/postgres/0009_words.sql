ALTER TABLE "tickets" ADD COLUMN "description_parts" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "captions" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reply_to_id" bigint;