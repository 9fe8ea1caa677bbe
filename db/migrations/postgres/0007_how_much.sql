CREATE TABLE "storage_use" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sms_budgets" (
	"day" text NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "sms_budgets_day_scope_key_pk" PRIMARY KEY("day","scope","key")
);
--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "sms_status" text;