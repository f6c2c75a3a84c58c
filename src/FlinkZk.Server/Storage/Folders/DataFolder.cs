using FlinkZk.Server.Log;

namespace FlinkZk.Server.Storage;

/// <summary>A folder that this process holds, to read and write a server's data.</summary>
/// <param name="path">The folder; it is ours.</param>
/// <param name="held">Gives it back.</param>
/// <param name="findings">What somebody should know who looks after it, as sentences.</param>
internal sealed class DataFolder(string path, IDisposable held, IReadOnlyList<string> findings) : IDisposable
{
    public FileDisk Disk { get; } = new(path);

    public IReadOnlyList<string> Findings => findings;

    public void Dispose() => held.Dispose();
}
