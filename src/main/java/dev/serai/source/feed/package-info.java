/**
 * Reads feeds: RSS of every version, RDF, Atom and JSON Feed become entries of one shape. No I/O;
 * what is hostile or broken is told in a {@link dev.serai.source.feed.FeedException}.
 */
package dev.serai.source.feed;
