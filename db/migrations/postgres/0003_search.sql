DROP INDEX "tickets_organization_updated";--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "search_stale" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "tickets_list" ON "tickets" USING btree ("organization_id","updated_at","number","status","priority","category","created_at");--> statement-breakpoint
CREATE INDEX "tickets_search_stale" ON "tickets" USING btree ("organization_id","updated_at") WHERE search_stale;--> statement-breakpoint
CREATE TABLE "ticket_words" (
	"ticket_number" bigint PRIMARY KEY NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "ticket_words_words" ON "ticket_words" USING gin ("words");
