/**
 * What travels: CloudEvents 1.0 in memory as {@link io.cloudevents.CloudEvent}, and the strict
 * codecs around it.
 */
package dev.serai.event;
