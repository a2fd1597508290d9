package dev.serai.bus;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One broker under the bus. Every binding keeps these promises; {@code BindingContract} of the room
 * conformance has a nested test class for each.
 *
 * <ol>
 *   <li>Opening does no I/O; {@link #check()} reports and never throws.
 *   <li>{@link #publish} completes only when the broker has the events durably; a failure reaches
 *       the publisher.
 *   <li>Every group gets every event published since the group exists, at least once; its members
 *       share them.
 *   <li>Within a group, deliveries of one channel arrive in publish order per {@code partitionkey};
 *       delivery keeps that order.
 *   <li>A binding counts no attempts and never redelivers a settled delivery: attempts are
 *       delivery's, and count failures only.
 *   <li>No binding sleeps or waits on behalf of a failed delivery: other events flow.
 *   <li>After a crash of hub or broker every unsettled delivery comes again within {@link
 *       GroupSpec#ackDeadline()}.
 *   <li>A delivery is settled only by {@link Delivery#ack()}: the dead letter is durable before
 *       that.
 *   <li>Every attribute, extension and byte of an event survives the trip.
 *   <li>No more deliveries are pushed than were requested; a broker that cannot take more fails the
 *       publish.
 *   <li>{@link #lag} is a count and the age of the oldest unsettled event; what is unknown is
 *       empty, never 0.
 *   <li>{@link Subscription#close()} stops fetching at once; deliveries already pushed may still be
 *       acked until then and after.
 *   <li>An event above {@link Capabilities#maxEventBytes()} fails the publish with {@link
 *       EventTooLargeException}.
 *   <li>Replay never goes through a binding: it comes from the ledger into one group.
 * </ol>
 *
 * <p>All methods may be called from any thread and none blocks on I/O unless it says so.
 */
public interface Binding extends AutoCloseable {

  /** Asks the broker whether it can be used now. Blocks for at most 5 s; never throws. */
  CheckResult check();

  /** What this broker does by itself; constant, no I/O. */
  Capabilities capabilities();

  /**
   * Publishes all events of the publication or none. The stage fails with {@link BusException} when
   * nothing is stored, with {@link BusBusyException} when the broker asks for less.
   */
  CompletionStage<Receipt> publish(Publication publication);

  /**
   * Makes the group exist, durably; completes at once when it does already (its position is then
   * kept).
   */
  CompletionStage<Void> createGroup(GroupSpec group);

  /**
   * Names of the groups that exist on a channel, also of those that nobody serves. May block for
   * one query; throws {@link BusException} when the broker does not tell.
   */
  Set<String> groups(String channel);

  /**
   * Forgets a group that has no members, with its position: one of the same name that is made later
   * begins anew. Completes with false when there is no such group.
   */
  CompletionStage<Boolean> removeGroup(String channel, String group);

  /**
   * Starts delivering to this member of an existing group; nothing is pushed before {@link
   * Subscription#request}.
   */
  Subscription subscribe(GroupSpec group, DeliveryListener listener);

  /** How far the group is behind. May block for one query. */
  Lag lag(String channel, String group);

  /** Stops fetching for all subscriptions and frees what it holds; idempotent. */
  @Override
  void close();
}
