using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Tests;

/// <summary>Operations made by hand.</summary>
internal static class Past
{
    private static long _last;

    public static Operation Create(long began, long ended, string value) => Of(Kind.Create, began, ended) with { Value = value, Number = 0 };

    public static Operation Read(long began, long ended, string value, long version) => Of(Kind.Read, began, ended) with { Found = value, Number = version };

    public static Operation Write(long began, long ended, string value, long version) => Of(Kind.Write, began, ended) with { Value = value, Number = version };

    public static Operation CompareAndSet(long began, long ended, string value, long expected) =>
        Of(Kind.CompareAndSet, began, ended) with { Value = value, Expected = expected, Number = expected + 1 };

    public static Operation Delete(long began, long ended, long expected) => Of(Kind.Delete, began, ended) with { Expected = expected };

    public static Operation Sequence(long began, long ended, long number) =>
        Of(Kind.Sequence, began, ended) with { Value = $"v{number}", Found = $"n{number}", Number = number };

    public static Operation Count(long began, long ended, long number) => Of(Kind.Count, began, ended) with { Number = number };

    public static Operation Acquire(long began, long ended, long token) => Of(Kind.Acquire, began, ended) with { Number = token };

    public static Operation Safe(long began, long ended, long token) => Of(Kind.Safe, began, ended) with { Number = token };

    public static Operation SafeShared(long began, long ended, long token, long? count) => Of(Kind.SafeShared, began, ended) with { Number = token, Expected = count };

    public static Operation Fenced(long began, long ended, long token, long version) => Of(Kind.Fenced, began, ended) with { Expected = token, Number = version };

    public static Operation Change(long began, long ended, string value, long expected) =>
        Of(Kind.Change, began, ended) with { Value = value, Expected = expected, Number = expected + 1 };

    public static Operation Seen(long at, string values, long revision) => Of(Kind.Seen, at, at) with { Value = values, Number = revision };

    /// <summary>The same without an answer.</summary>
    public static Operation Unanswered(this Operation operation) => operation with { Outcome = Outcome.Unknown, Ended = null, Number = null, Found = null };

    public static Operation Refused(this Operation operation, string error) => operation with { Outcome = Outcome.Refused, Error = error, Number = null };

    private static Operation Of(Kind kind, long began, long ended) =>
        new() { Contender = 1, Id = Interlocked.Increment(ref _last), Kind = kind, Key = "/a", Began = began, Ended = ended, Outcome = Outcome.Ok };
}
