/**
 * What travels: CloudEvents 1.0 in memory as {@link io.cloudevents.CloudEvent}, and the strict
 * codecs around it.
 *
 * <pre>
 *   HttpEvents ──► JsonEvents ──► HubEventBuilder ──► HubEvent (valid by construction)
 *   headers        JSON, batch    AttributeRules      AttributeTexts, ExtensionsJson: the ways out
 * </pre>
 */
package dev.serai.event;
