package dev.serai.bus.redis;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.BusException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What Redis and Lettuce say, in the words of the bus, with the way out. */
final class Faults {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(10);

  /** Answers after which the same command may work later, by their first word. */
  private static final Map<String, String> BUSY =
      Map.of(
          "OOM",
          "its memory is full: raise maxmemory, or see which group does not settle its events",
          "MISCONF",
          "it cannot write to its disk: free space there, see its log",
          "LOADING",
          "it is still loading its data",
          "BUSY",
          "a script holds it up: see SCRIPT KILL",
          "MASTERDOWN",
          "its master is away",
          "READONLY",
          "it is a replica: name the master, or a Sentinel, in brokers.redis.uri",
          "NOREPLICAS",
          "too few replicas follow it: see why they are away, and min-replicas-to-write",
          "CLUSTERDOWN",
          "the Cluster is not complete: see CLUSTER NODES which node is away",
          "TRYAGAIN",
          "the Cluster moves the channel's slot to another node");

  private static final Map<String, String> REFUSED =
      Map.of(
          "WRONGPASS",
          "check username and password in brokers.redis",
          "NOAUTH",
          "it wants a password: set brokers.redis.password",
          "NOPERM",
          "the user may not do that: grant it with ACL SETUSER, see the guide to Redis",
          "MOVED",
          "it is a Cluster: set brokers.redis.cluster to true",
          "ASK",
          "it is a Cluster: set brokers.redis.cluster to true",
          "WRONGTYPE",
          "a key of the bus holds something else: set brokers.redis.prefix to one of its own");

  private static final String WHICH_SCHEME =
      "does brokers.redis.uri begin with rediss:// if, and only if, that port is for TLS?";
  private static final String NOT_CONNECTED = "Currently not connected";
  private static final Pattern WORD = Pattern.compile("\\b[A-Z]{3,}\\b");

  private Faults() {}

  /** Null where there is no failure. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  static BusException translated(String address, boolean cluster, Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof BusException known) {
      return known;
    }
    Throwable deepest = deepest(cause);
    String said = deepest.getMessage() == null ? "no message" : deepest.getMessage();
    String word = word(said);
    if (cluster && (word.equals("MOVED") || word.equals("ASK"))) {
      word = "TRYAGAIN";
    }
    if (BUSY.containsKey(word)) {
      Duration wait = word.equals("OOM") || word.equals("MISCONF") ? LATER : SOON;
      return new BusBusyException(text(address, BUSY.get(word), said), wait, cause);
    }
    if (REFUSED.containsKey(word)) {
      return new BusException(text(address, REFUSED.get(word), said), cause);
    }
    if (said.contains("executing the script can't")) {
      return new BusException(
          text(address, "the user may not do that: 'serai check' names the missing rights", said),
          cause);
    }
    if (said.contains("cluster support disabled")) {
      return new BusException(
          text(address, "it is no Cluster: set brokers.redis.cluster to false", said), cause);
    }
    return connection(address, cause, deepest, said);
  }

  /** Whether the group, or its stream, is not there any more. */
  static boolean isGroupGone(Throwable failure) {
    return WORD.matcher(String.valueOf(cause(failure).getMessage()))
        .results()
        .anyMatch(word -> word.group().equals("NOGROUP"));
  }

  /** Whether nothing came in time, for which its connection may be to blame. */
  static boolean isSilence(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof RedisCommandTimeoutException || cause instanceof TimeoutException;
  }

  /** Whether the command was not sent, because there is no connection. */
  static boolean isDisconnected(Throwable failure) {
    return String.valueOf(cause(failure).getMessage()).startsWith(NOT_CONNECTED);
  }

  /** The cause that tells most: the one that names the host, or else the first of all causes. */
  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null
        && !(deepest instanceof UnknownHostException)
        && !(deepest instanceof ConnectException)) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  /** The word for the kind of an error; Redis 6.2 hides it inside a text when a script ran. */
  private static String word(String said) {
    return WORD.matcher(said)
        .results()
        .map(MatchResult::group)
        .filter(word -> BUSY.containsKey(word) || REFUSED.containsKey(word))
        .findFirst()
        .orElse("");
  }

  private static BusException connection(
      String address, Throwable cause, Throwable deepest, String said) {
    if (deepest instanceof UnknownHostException) {
      return busy(address, "the host is unknown: check brokers.redis.uri", said, cause);
    }
    if (deepest instanceof ConnectException) {
      return busy(address, "nothing answers there: is Redis running?", said, cause);
    }
    if (TlsFaults.isOne(cause)) {
      return new BusException(text(address, TlsFaults.way(cause), said), cause);
    }
    if (cause instanceof TimeoutException || said.contains("initialization timed out")) {
      return busy(
          address, "it takes connections but does not answer: " + WHICH_SCHEME, said, cause);
    }
    if (cause instanceof RedisCommandTimeoutException) {
      return new BusException(
          text(address, "no answer in time; whether it was done is unknown", said), cause);
    }
    if (said.contains("using sentinel for masterId")) {
      return busy(
          address,
          "the Sentinels know no primary of that name: check what follows # in brokers.redis.uri",
          said,
          cause);
    }
    if (cause instanceof RedisConnectionException && deepest instanceof IOException) {
      return busy(address, "it ended the connection at once: " + WHICH_SCHEME, said, cause);
    }
    if (said.startsWith(NOT_CONNECTED) || cause instanceof RedisConnectionException) {
      return busy(address, "not connected, trying again", said, cause);
    }
    if (said.startsWith("Request queue size exceeded")) {
      return busy(address, "too many commands wait for it", said, cause);
    }
    if (deepest instanceof IOException || said.contains("onnection")) {
      return new BusException(
          text(address, "the connection broke; whether it was done is unknown", said), cause);
    }
    return new BusException(text(address, "it refused", said), cause);
  }

  private static BusBusyException busy(String address, String what, String said, Throwable cause) {
    return new BusBusyException(text(address, what, said), SOON, cause);
  }

  private static String text(String address, String what, String said) {
    return address + ": " + what + " (" + said.lines().findFirst().orElse("no message") + ")";
  }
}
