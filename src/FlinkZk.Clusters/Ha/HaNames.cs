using System.Buffers;
using System.Globalization;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Ha;

/// <summary>Names of nodes that say something.</summary>
internal static class HaNames
{
    private const string LatchPrefix = "_c_";
    private const string LatchInfix = "-latch-";
    private const string JobPrefix = "job-";
    private const int GuidLength = 36;
    private const int IdLength = 32;
    private const int CheckpointDigits = 19;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>A child of the latch, <c>_c_&lt;guid&gt;-latch-&lt;10 digits&gt;</c> (Curator's <c>LeaderLatch</c> with protection): its number.</summary>
    public static FormatError? ReadLatch(string name, out int sequence)
    {
        sequence = 0;
        if (!name.StartsWith(LatchPrefix, StringComparison.Ordinal))
            return NotName(name.AsSpan().CommonPrefixLength(LatchPrefix), "A candidate's name begins with _c_.");
        var rest = name.AsSpan(LatchPrefix.Length);
        if (rest.Length < GuidLength || !Guid.TryParseExact(rest[..GuidLength], "D", out _))
            return NotName(LatchPrefix.Length, "Behind _c_ comes a GUID.");
        rest = rest[GuidLength..];
        if (!rest.StartsWith(LatchInfix))
            return NotName(LatchPrefix.Length + GuidLength, "Behind the GUID comes -latch-.");
        rest = rest[LatchInfix.Length..];
        return int.TryParse(rest, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out sequence) && rest.SequenceEqual(SequenceNumber.Format(sequence))
            ? null
            : NotName(name.Length - rest.Length, "The name ends in a number of ten digits.");
    }

    /// <summary>The name of a candidate.</summary>
    public static string Latch(Guid id, int sequence) => $"{LatchPrefix}{id:D}{LatchInfix}{SequenceNumber.Format(sequence)}";

    /// <summary>A checkpoint's name, <c>%019d</c> (Flink's <c>ZooKeeperCheckpointStoreUtil</c>): its number.</summary>
    public static FormatError? ReadCheckpoint(string name, out long id)
    {
        id = 0;
        var odd = name.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return odd >= 0 ? NotName(odd, "A checkpoint's name is a number of 19 digits.")
            : name.Length != CheckpointDigits ? NotName(Math.Min(name.Length, CheckpointDigits), $"A checkpoint's name has 19 digits, not {name.Length}.")
            : long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out id) ? null
            : NotName(0, "The number is larger than any checkpoint's.");
    }

    /// <summary>The name of a checkpoint.</summary>
    public static string Checkpoint(long id) => id.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Whether it is the id of a job or an application: 32 lower-case hexadecimal digits (Flink's <c>AbstractID</c>).</summary>
    public static bool IsId(ReadOnlySpan<char> name) => name.Length == IdLength && !name.ContainsAnyExcept(Hex);

    /// <summary>A node below <c>leader</c>. A job's is <c>job-&lt;id&gt;</c>, and in versions before 1.19 (FLINK-32710) the bare id.</summary>
    public static (ComponentKind Kind, string? JobId) Component(string name) => name switch
    {
        "rest_server" => (ComponentKind.RestServer, null),
        "dispatcher" => (ComponentKind.Dispatcher, null),
        "resource_manager" => (ComponentKind.ResourceManager, null),
        _ when IsId(name) => (ComponentKind.Job, name),
        _ when name.StartsWith(JobPrefix, StringComparison.Ordinal) && IsId(name.AsSpan(JobPrefix.Length)) => (ComponentKind.Job, name[JobPrefix.Length..]),
        _ => (ComponentKind.Other, null),
    };

    private static FormatError NotName(int offset, string message) => new(FormatProblem.NotName, offset, message);
}
