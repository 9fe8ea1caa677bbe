CREATE TABLE "sms_budgets" (
	"day" text NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "sms_budgets_day_scope_key_pk" PRIMARY KEY("day","scope","key")
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "stored_bytes" bigint;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "sms_status" text;