Lock-FlinkJob orders -Purpose 'nightly run'
