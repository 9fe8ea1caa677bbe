CREATE INDEX "inbox_aside" ON "inbox" USING btree ("bot_id") WHERE state = 'aside';--> statement-breakpoint
CREATE INDEX "outbox_stuck" ON "outbox" USING btree ("state") WHERE state <> 'waiting';