package dev.serai.bus.redis;

import dev.serai.bus.GroupSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's place in its group: it joins, a timer renews its lease, and when that is lost it joins
 * again under another name. Joining and leaving is for the fetching thread.
 */
final class Membership {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final GroupSpec spec;
  private final Link link;
  private final MemberNames names;
  private final Timing timing;
  private final AtomicBoolean beating = new AtomicBoolean();
  private volatile GroupScripts scripts;
  private volatile Tenure tenure;
  private volatile boolean closed;
  private ScheduledFuture<?> beats;
  private int joined;

  Membership(GroupSpec spec, Link link, MemberNames names, Timing timing) {
    this.spec = spec;
    this.link = link;
    this.names = names;
    this.timing = timing;
  }

  void start(ScheduledExecutorService timer) {
    long beat = timing.beat().toMillis();
    beats = timer.scheduleAtFixedRate(this::beat, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** The present tenure, or a new one when it is over. Blocks. */
  Tenure held(GroupScripts scripts, Connection redis, Patience patience) throws Exception {
    Tenure before = tenure;
    if (before != null && before.holds()) {
      return before;
    }
    if (before != null) {
      before.end();
      patience.await(scripts.leave(redis, before.name));
    }
    this.scripts = scripts;
    Tenure next = new Tenure(names.name(++joined), timing.lease());
    // Earlier lives of this hub are over: nobody needs to wait until their leases have ended. Until
    // one try to join has come through, each says so.
    String over = before == null ? names.hub() : "";
    long sent = System.nanoTime();
    renewed(next, sent, patience.await(scripts.join(redis, next, timing, over)));
    tenure = next;
    return next;
  }

  /** What was read and got lost on its way is nobody's: under another name it is claimed. */
  void end() {
    Tenure now = tenure;
    if (now != null) {
      now.end();
    }
  }

  private void beat() {
    Tenure now = tenure;
    if (closed || now == null || !now.holds() || !beating.compareAndSet(false, true)) {
      return;
    }
    long sent = System.nanoTime();
    link.consuming()
        .thenCompose(redis -> scripts.beat(redis, now, timing, now.free()))
        .whenComplete(
            (answer, failure) -> {
              beating.set(false);
              if (failure == null) {
                renewed(now, sent, answer);
              }
            });
  }

  private void renewed(Tenure renewed, long sent, List<Object> answer) {
    if ((Long) answer.get(0) == 0) {
      LOG.warn(
          "member {} of group '{}' of channel '{}' was away for longer than {} ms, others have taken over",
          renewed.name,
          spec.name(),
          spec.channel(),
          timing.lease().toMillis());
      renewed.end();
      return;
    }
    renewed.renewed(sent);
    if (spec.ordered()) {
      List<Integer> held = new ArrayList<>();
      answer.subList(2, answer.size()).forEach(shard -> held.add(((Long) shard).intValue()));
      renewed.share(((Long) answer.get(1)).intValue(), held);
    }
  }

  /** No more renewals. */
  void stop() {
    closed = true;
    beats.cancel(false);
  }

  /** Gives up what it has, so that others need not wait for the lease to end. */
  CompletionStage<?> leave() {
    Tenure last = tenure;
    if (last == null) {
      return CompletableFuture.completedFuture(null);
    }
    last.end();
    return link.consuming().thenCompose(redis -> scripts.leave(redis, last.name));
  }
}
