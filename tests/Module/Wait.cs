namespace FlinkZk.Module.Tests;

/// <summary>Waits for a condition, with a deadline.</summary>
internal static class Wait
{
    public static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            if (deadline.IsCancellationRequested)
                Assert.Fail(otherwise);
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
