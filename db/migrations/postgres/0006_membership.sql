CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"event" text NOT NULL,
	"by_user_id" text,
	"by_telegram_id" bigint,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "token_iat" bigint;--> statement-breakpoint
ALTER TABLE "panel_users" ADD COLUMN "role" text DEFAULT 'admin' NOT NULL;--> statement-breakpoint
ALTER TABLE "panel_users" ADD COLUMN "token_iat" bigint;--> statement-breakpoint
ALTER TABLE "panel_users" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "panel_users" ADD COLUMN "ended_iat" bigint;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "organization_id" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "token_id" text;--> statement-breakpoint
CREATE INDEX "audit_organization" ON "audit" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_telegram" ON "audit" USING btree ("by_telegram_id") WHERE "audit"."by_telegram_id" is not null;