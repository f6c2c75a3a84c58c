namespace FlinkZk.Cmdlets;

/// <summary>
/// Says to the commands behind, which run on the same thread within WriteObject, that what is written happens now, and that the next may be long in coming:
/// they answer it at once.
/// </summary>
internal static class LiveOutput
{
    [ThreadStatic]
    private static int _depth;

    public static bool IsWritten => _depth > 0;

    public static void Write(Action write)
    {
        _depth++;
        try
        {
            write();
        }
        finally
        {
            _depth--;
        }
    }
}
