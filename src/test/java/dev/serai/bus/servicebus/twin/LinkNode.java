package dev.serai.bus.servicebus.twin;

import org.apache.qpid.proton.engine.Delivery;

/** One end of a link: what it does when something comes over it. */
interface LinkNode {

  default void flow() {}

  default void delivered(Delivery delivery) {}

  default void gone() {}
}
