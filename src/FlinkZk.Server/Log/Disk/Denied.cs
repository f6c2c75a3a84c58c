using FlinkZk.Server.Errors;

namespace FlinkZk.Server.Log;

/// <summary>What this user may not do, told apart from a disk that fails: rights, and file systems that nobody may write to.</summary>
internal static class Denied
{
    // EROFS; ERROR_WRITE_PROTECT.
    private static readonly int ReadOnly = OperatingSystem.IsWindows() ? unchecked((int)0x80070013) : 30;

    public static bool IsCause(Exception e) => e is UnauthorizedAccessException || e is IOException && e.HResult == ReadOnly;

    public static DataFolderException Read(string path, Exception cause) => new(
        DataFolderProblem.Denied, path, $"{path} may not be read by the user {Environment.UserName}. Give that user the right, or run as the one to whom it belongs.", cause);

    public static DataFolderException Write(string path, Exception cause) => new(
        DataFolderProblem.Denied, path,
        cause is UnauthorizedAccessException
            ? $"{path} may not be written by the user {Environment.UserName}. Give that user the right, or run as the one to whom it belongs."
            : $"{path} lies on a file system that is read-only. Choose another one, or mount it to be written.", cause);
}
