using FlinkZk.Streams.Configuration;

namespace FlinkZk.Streams.Records;

/// <summary>Takes records out of a job. Whoever made it closes it.</summary>
public interface IRowSink
{
    /// <summary>Takes a record.</summary>
    /// <param name="row">The record; results of windows are <see cref="Runtime.WindowResult"/>.</param>
    /// <param name="configuration">The revision that holds for it.</param>
    /// <exception cref="RecordException">It cannot take this one: the record's error.</exception>
    void Write(IRow row, ConfigurationSnapshot configuration);
}
