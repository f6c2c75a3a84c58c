using FlinkZk.Wire;

namespace FlinkZk.Clusters.Model;

/// <summary>What was found, or proved not to be there, or is not known.</summary>
/// <typeparam name="T">What is found.</typeparam>
public sealed record Known<T> where T : class
{
    internal Known(Presence presence, T? value, ErrorCode? code, string? reason) => (Presence, Value, Code, Reason) = (presence, value, code, reason);

    /// <summary>Which of the three.</summary>
    public Presence Presence { get; }

    /// <summary>What was found; null unless present.</summary>
    public T? Value { get; }

    /// <summary>ZooKeeper's number for why it is not known; null unless unknown.</summary>
    public ErrorCode? Code { get; }

    /// <summary>Why it is not known, a sentence; null unless unknown.</summary>
    public string? Reason { get; }

    internal Known<TOther> Then<TOther>(Func<T, TOther> change) where TOther : class =>
        new(Presence, Value is { } value ? change(value) : null, Code, Reason);
}

/// <summary>Makes the three kinds of <see cref="Known{T}"/>.</summary>
internal static class Known
{
    public static Known<T> Present<T>(T value) where T : class => new(Presence.Present, value, null, null);

    public static Known<T> Absent<T>() where T : class => new(Presence.Absent, null, null, null);

    public static Known<T> Unknown<T>(ErrorCode code, string reason) where T : class => new(Presence.Unknown, null, code, reason);
}
