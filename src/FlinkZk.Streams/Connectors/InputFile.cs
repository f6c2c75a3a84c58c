namespace FlinkZk.Streams.Connectors;

/// <summary>A file to read: its name for errors, its length, and how to open it.</summary>
/// <param name="Name">The path.</param>
/// <param name="Length">The bytes; null where it has no length (a pipe).</param>
/// <param name="OpenNow">Opens it, however long that takes.</param>
internal sealed record InputFile(string Name, long? Length, Func<Stream> OpenNow)
{
    /// <summary>A file on disk. It may still be written to, as logs are.</summary>
    public static InputFile At(string path)
    {
        var info = new FileInfo(path);
        // Only a regular file's length says anything.
        var regular = (info.Attributes & (FileAttributes.Device | FileAttributes.Directory)) == 0 && info.Length > 0;
        return new InputFile(path, regular ? info.Length : null, () => OpenFile(path));
    }

    /// <summary>Opens it. A pipe opens only when somebody writes to it: that is waited for aside, and abandoned when the token says so.</summary>
    public Stream Open(CancellationToken cancellationToken)
    {
        if (Length is not null)
            return OpenNow();
        var opening = Task.Factory.StartNew(OpenNow, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return opening.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            opening.ContinueWith(opened => opened.Exception is null ? opened.Result.DisposeAsync() : default, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StreamException(StreamErrorId.InputUnreadable, $"'{path}' cannot be opened: {e.Message}", "Check the path and your permissions.", e);
        }
    }
}
