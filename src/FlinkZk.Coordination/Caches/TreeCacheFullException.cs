using System.Diagnostics.CodeAnalysis;

namespace FlinkZk.Coordination;

/// <summary>There is more below a node than its cache may keep.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is made in one place.")]
internal sealed class TreeCacheFullException(string path, string limit) : Exception($"There is more below '{path}' than is kept: {limit}. Follow a smaller part of it.");
