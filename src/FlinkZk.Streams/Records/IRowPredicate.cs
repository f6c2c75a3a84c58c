using FlinkZk.Streams.Configuration;

namespace FlinkZk.Streams.Records;

/// <summary>Decides which records go on.</summary>
public interface IRowPredicate
{
    /// <summary>Whether the record goes on.</summary>
    /// <param name="row">The record.</param>
    /// <param name="configuration">The revision that holds for the record's batch.</param>
    /// <exception cref="RecordException">The record cannot be judged.</exception>
    bool Matches(IRow row, ConfigurationSnapshot configuration);
}
