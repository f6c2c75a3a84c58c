using System.Text.Json;

namespace FlinkZk.Clusters.Rest;

/// <summary>A value that is not what is expected there counts as absent: versions differ, and the rest of the answer is worth having.</summary>
internal static class Lenient
{
    public static T? Skip<T>(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return default;
    }
}
