namespace FlinkZk.Server;

/// <summary>Who watches a path. It has the one string of it that all of them keep: a thousand sessions that watch the same would keep a thousand.</summary>
internal sealed class PathWatchers(string path) : List<IWatcher>(1)
{
    public string Path => path;
}
