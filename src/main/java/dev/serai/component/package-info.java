/**
 * The Camel face of the hub: {@code bus:}, {@code webhook:}, {@code feed:}, {@code poll:} and
 * {@code normalize:} endpoints. The rooms behind them meet only here and in routes; what the
 * endpoints need of the hub lies in the registry as {@link dev.serai.component.HubServices}.
 */
package dev.serai.component;
