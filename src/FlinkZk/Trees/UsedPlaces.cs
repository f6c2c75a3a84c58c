using System.Management.Automation;

namespace FlinkZk;

/// <summary>The places that one call has filled: what -Force may overwrite is what was there before, never what came of another source of the same call.</summary>
internal sealed class UsedPlaces
{
    private readonly HashSet<(ZkSession Session, string Path)> _filled = [];

    /// <exception cref="FlinkZkException">Something of this call is there already.</exception>
    public void Refuse(ZkSession session, string place, string source)
    {
        if (_filled.Contains((session, place)))
        {
            throw new FlinkZkException("PlaceTaken", ErrorCategory.InvalidArgument, $"'{source}' would come to '{place}', where another source of the same call is.",
                "End the destination with '/', and each comes below it under its own name; sources of one name need a call each.");
        }
    }

    public void Add(ZkSession session, string place) => _filled.Add((session, place));
}
