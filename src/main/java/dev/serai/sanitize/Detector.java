package dev.serai.sanitize;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds in text what must not be stored. Every repetition in the expressions is possessive or has a
 * bound, so that the work grows with the text's length and no faster.
 */
public enum Detector {
  /** Tokens and keys that tell by their form what they are. */
  TOKENS {
    @Override
    String mask(String text) {
      String masked = text;
      for (Pattern form : TOKEN_FORMS) {
        masked = form.matcher(masked).replaceAll(Sanitizer.MASK);
      }
      return masked;
    }
  },
  /** Addresses of people. */
  EMAILS {
    @Override
    String mask(String text) {
      return text.indexOf('@') < 0 ? text : EMAIL.matcher(text).replaceAll(Sanitizer.MASK);
    }
  },
  /** Numbers of payment cards. */
  CARDS {
    @Override
    String mask(String text) {
      return Cards.mask(text);
    }
  },
  /** Values behind names of secrets, and passwords in addresses, as logs show them. */
  SECRETS {
    @Override
    String mask(String text) {
      String masked = ASSIGNED.matcher(text).replaceAll("$1" + Sanitizer.MASK);
      masked = OPTION.matcher(masked).replaceAll("$1" + Sanitizer.MASK);
      return IN_ADDRESS.matcher(masked).replaceAll("$1" + Sanitizer.MASK + "@");
    }
  };

  private static final List<Pattern> TOKEN_FORMS =
      List.of(
          // A private key, whole or cut off
          Pattern.compile(
              "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\\z)"),
          // JSON Web Tokens
          Pattern.compile(
              "(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]*+"),
          // What Authorization carries
          Pattern.compile(
              "\\b(?:bearer|basic)\\s{1,3}[A-Za-z0-9._~+/=-]{16,}+", Pattern.CASE_INSENSITIVE),
          // GitHub, GitLab, Slack, Stripe, Standard Webhooks, npm, PyPI, Google, AWS, OpenAI
          Pattern.compile(
              "(?<![A-Za-z0-9])(?:"
                  + String.join(
                      "|",
                      "gh[pousr]_[A-Za-z0-9]{20,}+",
                      "github_pat_[A-Za-z0-9_]{20,}+",
                      "gl(?:pat|ptt|dt|rt|cbt|soat|ft|imt|agent|oas)-[A-Za-z0-9_.-]{16,}+",
                      "xox[abceoprs](?:\\.[a-z]{1,8})?-[A-Za-z0-9-]{10,}+",
                      "xapp-[A-Za-z0-9-]{10,}+",
                      "[sr]k_(?:live|test)_[A-Za-z0-9]{10,}+",
                      "whs(?:ec|k)_[A-Za-z0-9+/=]{16,}+",
                      "npm_[A-Za-z0-9]{30,}+",
                      "pypi-[A-Za-z0-9_-]{30,}+",
                      "AIza[A-Za-z0-9_-]{30,}+",
                      "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])",
                      "sk-[A-Za-z0-9_-]{20,}+")
                  + ")"),
          Pattern.compile("https://hooks\\.slack\\.com/[A-Za-z0-9/_-]{10,}+"));

  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,24}");

  private static final String NAMES =
      "(?:passwords?|passwd|passphrase|pwd|secrets?|tokens?|api[_-]?keys?|access[_-]?keys?|private[_-]?keys?|secret[_-]?keys?|credentials?|authorization)";
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)("
              + NAMES
              + "[\"']?\\s{0,3}(?:=>|[=:])\\s{0,3}[\"']?(?:(?:bearer|basic|token)\\s{1,3})?)(?!\\*\\*\\*)[^\\s\"',;&]{3,}+");
  private static final Pattern OPTION =
      Pattern.compile("(?i)(--?" + NAMES + "\\s{1,3})(?!\\*\\*\\*)[^\\s-][^\\s]{2,}+");
  private static final Pattern IN_ADDRESS =
      Pattern.compile("(://[^\\s/:@]{0,100}+:)[^\\s/@]{1,200}+@");

  /** An equal text when nothing is found. */
  abstract String mask(String text);
}
