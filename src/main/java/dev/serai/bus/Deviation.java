package dev.serai.bus;

/**
 * Something a broker does otherwise than {@link Binding} promises.
 *
 * @param name one word, as the binding's documentation has it
 * @param text what that means for the operator, in one sentence
 */
public record Deviation(String name, String text) {}
