using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

/// <summary>What was done to a holder by somebody else.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LockActionKind>))]
public enum LockActionKind
{
    /// <summary>It was asked to let go.</summary>
    Requested,

    /// <summary>Its node was deleted: it holds nothing any more, and its fenced writes are refused.</summary>
    Removed,
}
