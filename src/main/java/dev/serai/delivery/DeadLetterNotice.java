package dev.serai.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Announces a dead letter as an event without the payload. The same dead letter gives the same
 * event id, so that a notice which is published again can be recognised.
 */
final class DeadLetterNotice {

  private static final String TYPE = "dev.serai.deadletter.created";
  private static final String SOURCE = "/serai/dead-letters";

  private final Publisher publisher;

  DeadLetterNotice(Publisher publisher) {
    this.publisher = publisher;
  }

  CompletionStage<Receipt> publish(DeadLetter letter, long id) {
    return publisher.publish(Publication.of(Dispatcher.DEAD_LETTER_CHANNEL, event(letter, id)));
  }

  private static CloudEvent event(DeadLetter letter, long id) {
    String identity =
        String.join(
            "\n", letter.channel(), letter.group(), letter.position(), letter.at().toString());
    HubEventBuilder event =
        HubEvent.builder()
            .id(UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString())
            .source(SOURCE)
            .type(TYPE)
            .subject(Long.toString(id))
            .time(letter.at().atOffset(ZoneOffset.UTC))
            .dataContentType("application/json")
            .data(json(letter, id));
    for (String inherited :
        List.of(Extensions.PARTITION_KEY, Extensions.TRACE_PARENT, Extensions.TRACE_STATE)) {
      Object value = letter.event().getExtension(inherited);
      if (value != null) {
        event.extension(inherited, value.toString());
      }
    }
    return event.build();
  }

  private static byte[] json(DeadLetter letter, long id) {
    Attempt last = letter.history().get(letter.history().size() - 1);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id)
        .put("channel", letter.channel())
        .put("group", letter.group())
        .put("route", letter.route())
        .put("step", last.step())
        .put("reason", letter.reason())
        .put("cause", last.cause())
        .put("message", last.message())
        .put("attempts", letter.history().size())
        .put("at", letter.at().toString());
    json.putObject("event")
        .put("id", letter.event().getId())
        .put("source", letter.event().getSource().toString())
        .put("type", letter.event().getType());
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
