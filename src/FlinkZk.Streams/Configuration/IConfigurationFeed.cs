namespace FlinkZk.Streams.Configuration;

/// <summary>
/// Where a running stream finds its configuration. The job looks once before each batch and nowhere else: a revision enters between batches, whole,
/// and holds for that batch, for the watermarks that follow its records, and for every window that those watermarks fire.
/// </summary>
public interface IConfigurationFeed
{
    /// <summary>The newest revision. Cheap; waits at most shortly, for a revision that is known to be on its way. May be called from the job's thread while another thread replaces it.</summary>
    ConfigurationSnapshot Current { get; }
}
