"""What tests share: builds, the browser, and the projects that several of them look at."""
