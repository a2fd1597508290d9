package dev.serai.event;

import io.cloudevents.CloudEvent;
import java.util.function.BiConsumer;

/**
 * The attributes and extensions of an event as canonical text, for bindings in binary mode: those
 * that put one attribute into one header or property. {@link HubEventBuilder#attribute} is the way
 * back.
 */
public final class AttributeTexts {

  private AttributeTexts() {}

  /**
   * Calls the receiver with the name and text of each attribute and extension that is set,
   * specversion and datacontenttype included. Throws {@link InvalidEventException} when the event
   * is not valid.
   */
  public static void forEach(CloudEvent event, BiConsumer<String, String> receiver) {
    HubEvent checked = HubEvent.copyOf(event);
    receiver.accept("specversion", AttributeRules.SPEC_VERSION);
    receiver.accept("id", checked.getId());
    receiver.accept("source", checked.source());
    receiver.accept("type", checked.getType());
    accept(receiver, "subject", checked.getSubject());
    accept(receiver, "time", checked.time());
    accept(receiver, "dataschema", checked.dataSchema());
    accept(receiver, "datacontenttype", checked.getDataContentType());
    checked.extensions().forEach((name, value) -> receiver.accept(name, value.toString()));
  }

  private static void accept(BiConsumer<String, String> receiver, String name, String text) {
    if (text != null) {
      receiver.accept(name, text);
    }
  }
}
