CREATE TABLE "uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"abandoned" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attachments" ALTER COLUMN "file_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ALTER COLUMN "file_unique_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "bytes" text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "fetch_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "fetch_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "unavailable_reason" text;--> statement-breakpoint
CREATE INDEX "uploads_created" ON "uploads" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "attachments_fetch" ON "attachments" USING btree ("fetch_at") WHERE "attachments"."fetch_at" is not null;--> statement-breakpoint
UPDATE "attachments" SET "fetch_at" = to_timestamp(0);
