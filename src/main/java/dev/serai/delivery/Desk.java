package dev.serai.delivery;

import dev.serai.bus.Scheduler;
import dev.serai.ledger.Ledger;
import java.util.concurrent.Executor;

/**
 * What all groups of a dispatcher share.
 *
 * @param executor for queries and for what follows a write; its tasks are short
 */
record Desk(
    Ledger ledger,
    Publisher publisher,
    Scheduler scheduler,
    SteadyClock clock,
    Executor executor,
    DeliveryObserver observer,
    Limits limits) {}
