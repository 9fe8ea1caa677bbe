ALTER TABLE "outbox" ADD COLUMN "begun_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "begun_after" bigint;--> statement-breakpoint
CREATE INDEX "outbox_begun" ON "outbox" USING btree ("id") WHERE "outbox"."begun_at" is not null;