namespace FlinkZk.Coordination;

/// <summary>
/// Calls what a user has handed over. What it throws is the user's: it reaches <see cref="TaskScheduler.UnobservedTaskException"/> as any other exception
/// that nobody waits for, and stops nothing here.
/// </summary>
internal static class UserCode
{
    public static void Raise(EventHandler? handlers, object sender)
    {
        foreach (var handler in handlers?.GetInvocationList() ?? [])
        {
            try
            {
                ((EventHandler)handler)(sender, EventArgs.Empty);
            }
            catch (Exception e)
            {
                _ = Task.FromException(e);
            }
        }
    }

    /// <summary>Cancels a token whose callbacks are the user's: they run on the pool, and nobody here waits for them.</summary>
    public static void Cancel(CancellationTokenSource source) => _ = source.CancelAsync();
}
