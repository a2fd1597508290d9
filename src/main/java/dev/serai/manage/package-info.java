/**
 * Operations over HTTP: what an operator may see and do with a running hub. It decides nothing: the
 * work is delivery's and the ledger's.
 */
package dev.serai.manage;
