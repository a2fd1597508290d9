package dev.serai.bus.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What Redis does in one step; each script tells its keys and arguments in its first lines. */
enum Script {
  BEAT,
  CLAIM,
  CREATE,
  GROUPS,
  LAG,
  LAYOUT,
  LEAVE,
  PUBLISH,
  READ,
  REMOVE,
  RIGHTS,
  TRIM;

  private final String body;
  private final String digest;

  Script() {
    String file = name().toLowerCase(Locale.ROOT) + ".lua";
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      byte[] text = in.readAllBytes();
      body = new String(text, UTF_8);
      digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  CompletionStage<Long> number(Connection redis, String[] keys, byte[]... arguments) {
    return run(redis, ScriptOutputType.INTEGER, keys, arguments);
  }

  CompletionStage<List<Object>> list(Connection redis, String[] keys, byte[]... arguments) {
    return run(redis, ScriptOutputType.MULTI, keys, arguments);
  }

  private <T> CompletionStage<T> run(
      Connection redis, ScriptOutputType type, String[] keys, byte[]... arguments) {
    RedisFuture<T> known = redis.commands().evalsha(digest, type, keys, arguments);
    return redis
        .watched(known)
        .exceptionallyCompose(
            failure -> {
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              return cause instanceof RedisNoScriptException
                  ? redis.commands().eval(body, type, keys, arguments)
                  : CompletableFuture.failedFuture(cause);
            });
  }
}
