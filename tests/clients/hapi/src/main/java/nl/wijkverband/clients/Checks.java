package nl.wijkverband.clients;

import java.util.Objects;

/** Counts what held and what didn't, and says what didn't. */
final class Checks {
  private int passed;
  private int failed;

  /** One thing that a client does, which may throw anything. */
  interface Step {
    void run() throws Exception;
  }

  void check(String name, Step step) {
    try {
      step.run();
      passed++;
    } catch (Throwable thrown) {
      failed++;
      System.out.println("NOT OK " + name + ": " + thrown);
      for (StackTraceElement line : thrown.getStackTrace()) {
        if (line.getClassName().startsWith("nl.wijkverband")) System.out.println("    at " + line);
      }
    }
  }

  /** The closing line that CI reads. @return whether all held */
  boolean close() {
    System.out.println(passed + " passed, " + failed + " failed");
    return failed == 0;
  }

  static void equal(Object expected, Object found) {
    if (!Objects.equals(expected, found)) throw new AssertionError("expected " + expected + ", found " + found);
  }

  static void that(boolean holds, String what) {
    if (!holds) throw new AssertionError("not so: " + what);
  }

  /** The refusal that a call must end with. */
  static <T extends Exception> T refused(Class<T> kind, Step step) {
    try {
      step.run();
    } catch (Exception thrown) {
      if (kind.isInstance(thrown)) return kind.cast(thrown);
      throw new AssertionError("refused otherwise: " + thrown, thrown);
    }
    throw new AssertionError("not refused");
  }
}
